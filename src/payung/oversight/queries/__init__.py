"""What the programme looks like as a whole, and what waits for whom; all of it read, nothing changed."""

from payung.oversight.queries.attention import Waiting, attention
from payung.oversight.queries.figures import Figures, figures

__all__ = ["Figures", "Waiting", "attention", "figures"]

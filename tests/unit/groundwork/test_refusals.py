"""A refusal is a sentence in the reader's language."""

import pickle

import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from payung.groundwork.refusals import Refusal


class TooMany(Refusal):
    """Named by its action."""

    sentence: str | Promise = "At most %(most)s of 100%% may be asked for."


def test_named_places_are_filled_from_the_keywords() -> None:
    with pytest.raises(TooMany) as refused:
        raise TooMany(most=3)
    assert str(refused.value) == "At most 3 of 100% may be asked for."
    assert refused.value.params == {"most": 3}


def test_a_sentence_without_places_is_said_as_it_is() -> None:
    assert str(Refusal("100% is too much.")) == "100% is too much."


def test_a_refusal_survives_the_way_between_processes() -> None:
    copied = pickle.loads(pickle.dumps(TooMany(most=3)))  # noqa: S301 - our own bytes
    assert (type(copied), str(copied)) == (TooMany, str(TooMany(most=3)))


def test_the_sentence_without_a_name_is_english_in_english() -> None:
    with override("en"):
        assert str(Refusal()) == "This cannot be done as things stand."

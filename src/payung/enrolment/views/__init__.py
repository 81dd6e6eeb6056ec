"""Pages of decrees, of the files exchanged with BPJS, and of the end of a membership."""

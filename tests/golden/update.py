"""Writes the golden text anew: what it changes is for a reader to judge."""

from printing import GOLDEN, generated

if __name__ == "__main__":
    GOLDEN.write_text(generated(), encoding="utf-8")

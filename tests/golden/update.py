"""Writes the golden text anew: what it changes is for a reader to judge."""

from press import GOLDEN, pressed

if __name__ == "__main__":
    GOLDEN.write_text(pressed(), encoding="utf-8")

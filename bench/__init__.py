"""The client and the press measured: `make bench` in, one table of ratios out."""

"""The client and the generate measured: `make bench` in, one table of ratios out."""

"""JSON values in, models out and back, in plain Python: for flavours whose library leaves that to us."""

"""What has to hold for every value, not only for those that someone thought of."""

"""The API as others serve it: addresses, requests and signatures of platforms."""

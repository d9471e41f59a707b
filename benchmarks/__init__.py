"""Speeds as ratios against a named peer in one run; not part of the tests."""

"""Tests of the rules and words."""

"""Tests of the text parser, judged by TDLib itself."""

"""Proofs of limits, hostile input, outages, operators and silence of the logs."""

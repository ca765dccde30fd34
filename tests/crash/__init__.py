"""Proofs that nothing is lost: real processes, killed at any instant."""

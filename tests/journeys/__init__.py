"""Journeys: what people live through, played over real HTTP against the simulator."""

"""What the community knows: nouns, rules and words; pure, no input or output, no clock."""

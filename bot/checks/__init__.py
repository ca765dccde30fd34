"""What `cop-humas check` looks at: one part of the world a file, each line with its mend."""

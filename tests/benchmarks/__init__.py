"""What is measured rather than tested: each script says how."""

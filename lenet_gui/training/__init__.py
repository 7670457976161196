"""The training window: what to train on and how, and what comes of it."""

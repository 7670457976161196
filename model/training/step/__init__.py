"""One training step taken apart: every error signal, every term of every gradient, every change. In numpy alone.

- ``weight``: names for the 60,000 weights, and where each lies
- ``rule``: how a gradient becomes a change, by each optimizer
- ``soap``: what SOAP makes of a gradient
- ``next_step``: where a run stands between two updates
- ``training_step``: one update on one pattern, with everything that it is made of
"""

"""Files that ship with the program: MNIST, weights, icons. Found through :mod:`importlib.resources`."""

"""Files that come with the program: MNIST, weights, icons. Read them through :mod:`model.assets`."""

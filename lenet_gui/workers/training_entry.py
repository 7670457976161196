"""Where the training process begins: what the window's process names, without torch, and the child then runs."""

from lenet_gui.workers.child_side import Parent


def serve_training(parent: Parent) -> None:
    """Answer the parent's commands for ever."""
    from lenet_gui.workers.training_process import TrainingServer

    TrainingServer(parent).serve()

"""Where the training process begins: named by the window's process, without torch, and run by the child."""

from lenet_gui.workers.child_side import Parent


def serve_training(parent: Parent) -> None:
    """Answer the parent's commands forever."""
    from lenet_gui.workers.training_process import TrainingServer

    TrainingServer(parent).serve()

"""Where the training process begins: named by the window's process, without torch, and run by the child."""

from lenet_gui.workers.child_side import Parent


def serve_training(parent: Parent) -> None:
    """Answer the parent's commands forever."""
    import torch

    from lenet_gui.workers.training_process import TrainingServer

    # For all that is no run: a run says how many it needs. One that waits keeps its core busy, so that beside other
    # programs two would take ten times as long as one.
    torch.set_num_threads(1)
    TrainingServer(parent).serve()

"""Values as text."""


def figure(value: float, decimals: int = 4) -> str:
    """With its sign always, so that columns of figures line up; nothing is -0."""
    return f"{value:+z.{decimals}f}"

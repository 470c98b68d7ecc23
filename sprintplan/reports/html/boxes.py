"""Room that names take on a drawing."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


def touch(one: Box, other: Box) -> bool:
    """Whether `one` and the `other` have room in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

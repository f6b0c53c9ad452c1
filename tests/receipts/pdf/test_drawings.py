import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receipts.pdf.drawings import read_drawing

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96">'


def drawing(*paths, head=HEAD):
    return read_drawing(head + "".join(paths) + "</svg>")


def stretches(path):
    (shape,) = drawing(f'<path d="{path}" fill="#123456"/>').shapes
    return shape.stretches


def ends(path):
    return [[each.start, *(curve[2] for curve in each.curves)] for each in stretches(path)]


def along(start, curve, part):
    """The point of a cubic curve at `part` of its way."""
    points = (start, *curve)
    weights = (math.comb(3, n) * part**n * (1 - part) ** (3 - n) for n in range(4))
    return sum(weight * point for weight, point in zip(weights, points, strict=True))


def test_moves_and_lines_are_read_in_both_kinds():
    assert ends("M1 2L3 4l1 1H10h-2V0v5") == [[1 + 2j, 3 + 4j, 4 + 5j, 10 + 5j, 8 + 5j, 8, 8 + 5j]]
    assert ends("M1,2 3,4m1 1-1-1") == [[1 + 2j, 3 + 4j], [4 + 5j, 3 + 4j]]


def test_after_closing_the_pen_is_where_the_stretch_began():
    first, second = stretches("M10 10h5v5Zl-1 0")
    assert first.closed
    assert not second.closed
    assert second.start == 10 + 10j
    assert second.curves[0][2] == 9 + 10j


def test_curves_keep_their_control_points():
    (each,) = stretches("M0 0c1 2 3 4 5 6C7 8 9 10 11 12")
    assert each.curves == ((1 + 2j, 3 + 4j, 5 + 6j), (7 + 8j, 9 + 10j, 11 + 12j))
    (each,) = stretches("M0 0Q3 3 6 0q3-3 6 0")
    assert [curve[2] for curve in each.curves] == [6, 12]
    # A quadratic curve runs half way towards its control point.
    assert along(0, each.curves[0], 0.5) == pytest.approx(3 + 1.5j)


@given(
    radius=st.floats(1, 90),
    begin=st.floats(0, math.tau),
    sweep=st.floats(0.05, 0.95).map(lambda part: part * math.tau),
    on=st.booleans(),
)
def test_an_arc_stays_on_its_circle_and_on_its_side(radius, begin, sweep, on):
    turn = sweep if on else -sweep
    start, end = (radius * complex(math.cos(at), math.sin(at)) for at in (begin, begin + turn))
    large = int(sweep > math.pi)
    (each,) = stretches(
        f"M{start.real:.9f} {start.imag:.9f}"
        f"A{radius:.9f} {radius:.9f} 0 {large} {int(on)} {end.real:.9f} {end.imag:.9f}"
    )
    at = each.start
    for curve in each.curves:
        for part in (0.25, 0.5, 0.75, 1.0):
            assert abs(along(at, curve, part)) == pytest.approx(radius, rel=1e-3, abs=1e-6)
        at = curve[2]
    assert at == pytest.approx(end, abs=1e-6)


def test_an_ellipse_is_as_wide_and_high_as_its_radii():
    (each,) = stretches("M2 48a46 40 0 1 0 92 0a46 40 0 1 0 -92 0Z")
    points = [each.start, *(curve[2] for curve in each.curves)]
    assert min(point.imag for point in points) == pytest.approx(8)
    assert max(point.imag for point in points) == pytest.approx(88)
    assert max(point.real for point in points) == pytest.approx(94)


def test_radii_too_short_for_their_ends_grow():
    (each,) = stretches("M0 0A1 1 0 0 1 10 0")
    assert along(each.start, each.curves[0], 1.0) == pytest.approx(5 - 5j)


def test_a_flat_arc_is_a_line():
    assert ends("M0 0A0 5 0 0 1 10 0") == [[0, 10]]
    assert ends("M3 3a5 5 0 0 1 0 0") == [[3 + 3j, 3 + 3j]]


def test_a_shape_tells_its_colours_and_its_pen():
    filled, drawn = drawing(
        '<path d="M0 0h1" fill="#112233"/>',
        '<path d="M0 0h1" fill="none" stroke="#445566" stroke-width="2.4"/>',
    ).shapes
    assert (filled.fill, filled.stroke) == ("#112233", "")
    assert (drawn.fill, drawn.stroke, drawn.thick) == ("", "#445566", 2.4)


@pytest.mark.parametrize(
    "path",
    ["M0 0X1 1", "M0", "M0 0L1", "M0 0C1 2 3 4 5", "M0 0Z1", "M0 0L1 nan", "M0 0S1 1 2 2"],
)
def test_a_path_that_is_not_understood_is_refused(path):
    with pytest.raises(ValueError, match="path"):
        stretches(path)


@pytest.mark.parametrize(
    ("paths", "head"),
    [
        (['<circle r="3"/>'], HEAD),
        (['<path d="M0 0h1" stroke-dasharray="5 7"/>'], HEAD),
        (['<path d="M0 0h1" transform="scale(2)"/>'], HEAD),
        ([], HEAD.replace("0 0 96 96", "0 0 96 48")),
        ([], HEAD.replace("0 0 96 96", "1 0 96 96")),
    ],
    ids=["circle", "dashes", "transform", "oblong", "shifted"],
)
def test_what_could_not_be_drawn_is_refused(paths, head):
    with pytest.raises(ValueError, match=r"<|view box"):
        drawing(*paths, head=head)

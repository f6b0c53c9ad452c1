from hypothesis import given
from hypothesis import strategies as st

from receipts.pdf.pieces import Piece, Placed, paginate, space


def nothing(_pen, _left, _top):
    """Draw nothing."""


PIECES = st.lists(
    st.builds(
        lambda high, glued, new: Piece(high, nothing, glued=glued, new_page=new),
        st.integers(1, 120).map(float),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
)


@given(PIECES)
def test_every_piece_comes_once_in_order_and_fits_its_page(pieces):
    pages = paginate(pieces, 80, 100)
    assert [placed.piece for page in pages for placed in page] == pieces
    for number, page in enumerate(pages):
        room = 100 if number else 80
        for placed in page:
            assert placed.top + placed.piece.high <= room or placed.top == 0


def row(head):
    return Piece(30, nothing, repeat=(head,))


def test_a_head_is_repeated_where_its_rows_go_on():
    head = Piece(10, nothing, glued=True)
    rows = [row(head) for _number in range(6)]
    pages = paginate([head, *rows], 100, 100)
    assert [placed.piece for placed in pages[0]] == [head, *rows[:3]]
    assert [placed.piece for placed in pages[1]] == [head, *rows[3:]]
    assert [placed.top for placed in pages[1]] == [0, 10, 40, 70]


def test_glued_pieces_move_together():
    body, title, table = Piece(90, nothing), Piece(10, nothing, glued=True), Piece(20, nothing)
    assert [len(page) for page in paginate([body, title, table], 100, 100)] == [1, 2]


def test_blank_space_neither_begins_a_page_nor_makes_one():
    body, last = Piece(95, nothing), row(Piece(10, nothing))
    assert paginate([body, space(11)], 100, 100) == [(Placed(body, 0.0),)]
    (first, second) = paginate([body, space(11), space(3, glued=True), last], 100, 100)
    assert [placed.piece for placed in first] == [body]
    assert [placed.piece for placed in second] == [*last.repeat, last]

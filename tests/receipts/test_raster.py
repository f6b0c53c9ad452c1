from receipts.raster import line_image


def ink_in_cells(picture, first, last, cell=12):
    return picture.crop((first * cell, 0, last * cell, picture.height)).getbbox() is not None


def test_letters_stand_on_the_grid_of_the_paper():
    picture = line_image("ab㸆  12", 20)
    assert picture.size == (240, 34)
    assert ink_in_cells(picture, 0, 4)
    assert not ink_in_cells(picture, 4, 6)
    assert ink_in_cells(picture, 6, 8)
    assert not ink_in_cells(picture, 8, 20)


def test_wide_letters_are_squeezed_into_their_cell():
    picture = line_image("W" + " " * 3, 4)
    assert ink_in_cells(picture, 0, 1)
    assert not ink_in_cells(picture, 1, 4)


def test_double_letters_are_twice_as_large():
    picture = line_image("㸆", 4, double=True, bold=True)
    assert picture.size == (48, 68)
    left, top, right, bottom = picture.getbbox()
    assert right - left > 36
    assert bottom - top > 36


def test_what_the_typeface_lacks_is_drawn_as_geta():
    assert line_image("\u0627", 2).tobytes() == line_image("〓", 2).tobytes()
    assert line_image("\U0010fffd", 2).getbbox() is not None

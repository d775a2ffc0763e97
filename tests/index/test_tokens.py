from index.tokens import bigrams, fold, words


def test_fold_makes_full_width_and_capitals_the_same() -> None:
    assert fold("２０２４年ＡＩ") == "2024年ai"


def test_bigrams_overlap_in_chinese_and_keep_latin_words_and_numbers_whole() -> None:
    assert bigrams("芯片企业 Wi-Fi6、5G，20万元") == ["芯片", "片企", "企业", "wi-fi6", "5g", "20", "万元"]


def test_a_lone_character_is_a_term() -> None:
    assert bigrams("省，市") == ["省", "市"]


def test_words_hold_the_long_word_and_the_short_ones_inside_it() -> None:
    assert words("专项资金，支持") == ["专项", "资金", "专项资金", "支持"]


def test_terms_hold_no_white_space() -> None:
    assert all(not any(char.isspace() for char in term) for term in words("a b　c\td") + bigrams("a b　c\td"))

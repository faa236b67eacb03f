"""What a drill can ask. The sentence that a learner reads for each is interface text, in the fragment's templates."""

HEAR_PICTURE = "hear-picture"
PICTURE_WORD = "picture-word"
HEAR_WORD = "hear-word"
MEANING_WORD = "meaning-word"
WORD_MEANING = "word-meaning"
MATCH = "match"
ORDER_WORDS = "order-words"
GAP = "gap"
TILES = "tiles"
TYPE = "type"
NUMBER = "number"
DIALOGUE = "dialogue"
HEAR_LETTER = "hear-letter"
CASE = "case"
TRACE = "trace"

KINDS = {
    HEAR_PICTURE: "choose-one",
    PICTURE_WORD: "choose-one",
    HEAR_WORD: "choose-one",
    MEANING_WORD: "choose-one",
    WORD_MEANING: "choose-one",
    MATCH: "match",
    ORDER_WORDS: "order",
    GAP: "gap",
    TILES: "tiles",
    TYPE: "type",
    NUMBER: "type",
    DIALOGUE: "order",
    HEAR_LETTER: "choose-one",
    CASE: "match",
    TRACE: "trace",
}
"""Ask → the kind of item that it becomes."""

ASKS = tuple(KINDS)
MOST_ITEMS = 12
"""Items that one drill may have, as any exercise."""

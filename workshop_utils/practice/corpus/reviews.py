"""Reviews of hotels, cafés, books and shops. What the writer felt stands in the last sentence, never as a label."""

_GOOD = {
    "hotel": ["The room was bright and clean.", "The bed was soft and the street was quiet.", "The staff were kind.",
              "Breakfast was fresh and there was plenty of it.", "The view over the harbour was lovely."],
    "café": ["The coffee was strong and hot.", "The cake was fresh.", "The waiter smiled and was quick.",
             "The tables were clean.", "The soup tasted like home."],
    "book": ["The story was exciting from the first page.", "The people in it felt alive.", "The ending was perfect.",
             "The pictures were beautiful.", "I laughed on every page."],
    "shop": ["The people there were helpful.", "The prices were fair.", "My parcel came the next day.",
             "They mended my old radio for free.", "The bread was still warm."],
    "film": ["The actors were wonderful.", "The music was beautiful.", "I laughed and I cried.",
             "The story was clever.", "I would gladly see it again."],
}
_BAD = {
    "hotel": ["The room was dark and dirty.", "The bed was hard and the street was loud.", "The staff were rude.",
              "Breakfast was cold and there was little of it.", "The window looked at a wall."],
    "café": ["The coffee was weak and cold.", "The cake was dry.", "The waiter was slow and rude.",
             "The tables were dirty.", "The soup tasted of nothing."],
    "book": ["The story was boring from the first page.", "The people in it felt like wood.", "The ending was awful.",
             "The pictures were ugly.", "I fell asleep on every page."],
    "shop": ["The people there were unfriendly.", "The prices were far too high.", "My parcel came a month late.",
             "They broke my old radio.", "The bread was old and hard."],
    "film": ["The actors were terrible.", "The music was too loud.", "I looked at my watch all the time.",
             "The story was stupid.", "I left before the end."],
}
_NAMES = {"hotel": ["the Blue Lamp", "the Harbour View", "the Old Mill", "the Station Hotel", "the White Horse"],
          "café": ["Café Rosa", "the Corner Cup", "the Green Spoon", "Café Anker", "the Little Oven"],
          "book": ["the book about the lighthouse", "the new novel by Ida Holm", "the book of winter tales",
                   "the cookbook", "the book about bees"],
          "shop": ["the radio shop", "the bakery on Mill Street", "the shop at the bridge", "the bookshop",
                   "the bicycle shop"],
          "film": ["the film about the islands", "the new film", "the film with the dog", "the old film",
                   "the film of the week"]}
_VERBS = {"hotel": "we stayed at", "café": "we went to", "book": "I read", "shop": "I went to", "film": "we saw"}
_GLAD = ["We will come back.", "I was happy.", "I can recommend it to everyone.", "Thank you!"]
_SAD = ["We will not come back.", "I was sad about the money.", "I cannot recommend it.", "Never again!"]


def reviews(chance) -> list[str]:
    """A hundred and twenty reviews, half of them glad."""
    return [_review(chance, number % 2 == 0) for number in range(120)]


def _review(chance, glad):
    kind = chance.choice(list(_NAMES))
    name = chance.choice(_NAMES[kind])
    when = chance.choice(["Last week", "In spring", "On Sunday", "Yesterday", "In August", "Two days ago"])
    said = chance.sample((_GOOD if glad else _BAD)[kind], chance.choice([2, 3]))
    end = chance.choice(_GLAD if glad else _SAD)
    return " ".join([f"{when} {_VERBS[kind]} {name}.", *said, end])

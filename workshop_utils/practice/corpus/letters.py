"""Letters between people of a small town, and recipes of plain food."""

_PEOPLE = ["Ana", "Ben", "Clara", "David", "Emma", "Frank", "Greta", "Henry", "Ida", "Jonas", "Karin", "Lena", "Martin",
           "Nora", "Oscar", "Paula", "Rosa", "Simon", "Tom", "Vera"]
_OPENINGS = ["Thank you for your letter.", "It was good to hear from you.", "I hope that you are well.",
             "I have been thinking of you.", "Please forgive me for writing so late.", "How are you?"]
_NEWS = [
    "We have moved into a small house near the river. From the kitchen window I see the boats go by.",
    "My sister has a new job at the library. She puts books back on their shelves and is very happy.",
    "The garden is full of beans this year. If you come, bring a bag and take as many as you like.",
    "Last week a storm broke the old apple tree. We have cut the wood, and it will keep us warm in winter.",
    "The train to the coast runs again. It takes two hours, and the view of the sea is worth the money.",
    "Our dog ran away on Monday and came back on Wednesday, wet and hungry. Nobody knows where it has been.",
    "The school has asked me to teach music. I said yes, and now I am practising every evening.",
    "We have painted the boat blue. On Sunday we want to row to the island and have lunch there.",
    "The bakery has closed, and now we bake our own bread. The first one was as hard as a stone.",
    "It has rained for ten days. The cellar is wet, but the roof holds and the children love the puddles.",
    "I have found the old photographs of our grandmother. In one of them she stands on a ship and laughs.",
    "There is a new bridge over the river. The walk to the market is now only ten minutes.",
    "My bicycle was stolen from the station. The police found it two days later in the park.",
    "We went up the hill at night and looked at the stars. I saw three that fell, and made a wish each time.",
    "The choir needs voices. You sing so well that you should come on Thursday evening at seven.",
]
_WISHES = ["Please write soon.", "Come and visit us in summer.", "Give my love to your mother.",
           "Tell me when you can come.", "I will write again when I know more.", "Take care of yourself.",
           "Let me know if you need anything."]
_CLOSINGS = ["Yours,", "With love,", "Best wishes,", "Your friend,", "Kind regards,"]
_DISHES = {
    "vegetable soup": "2 carrots; 1 onion; 3 potatoes; 1 litre of water; salt",
    "pancakes": "2 eggs; 300 grams of flour; half a litre of milk; a little salt; butter",
    "apple cake": "4 apples; 200 grams of butter; 150 grams of sugar; 3 eggs; 250 grams of flour",
    "tomato sauce": "6 tomatoes; 1 onion; 2 spoons of oil; salt; a leaf of basil",
    "potato salad": "8 potatoes; 1 onion; 3 spoons of vinegar; 4 spoons of oil; salt",
    "porridge": "1 cup of oats; 2 cups of milk; a little salt; honey",
    "fish in the oven": "1 large fish; 1 lemon; 2 spoons of oil; 4 potatoes; salt",
    "rice with vegetables": "1 cup of rice; 2 cups of water; 1 carrot; 1 onion; a handful of beans",
    "plum jam": "1 kilo of plums; 500 grams of sugar; 1 lemon",
    "bread": "500 grams of flour; 1 spoon of salt; 1 packet of yeast; a glass of warm water",
    "bean stew": "2 cups of beans; 1 onion; 2 carrots; 1 litre of water; salt",
    "lemon drink": "3 lemons; 1 litre of cold water; 4 spoons of sugar",
}
_STEPS = ["Wash everything well.", "Cut it into small pieces.", "Put it into a large bowl.",
          "Stir with a wooden spoon.",
          "Heat it slowly.", "Cook it for {m} minutes.", "Let it rest for {m} minutes.", "Add a little salt.",
          "Taste it before you serve it.", "Bake it until it is golden.", "Serve it warm.", "It keeps for {d} days.",
          "Do not let it burn.", "Cover the pot and wait.", "It is enough for {d} people."]


def letters(chance) -> list[str]:
    """Eighty letters: date line, greeting, news, a wish, a name."""
    texts = []
    for _ in range(80):
        to, sender = chance.sample(_PEOPLE, 2)
        body = " ".join([chance.choice(_OPENINGS), *chance.sample(_NEWS, 2), chance.choice(_WISHES)])
        texts.append(f"Dear {to},\n{body}\n{chance.choice(_CLOSINGS)}\n{sender}")
    return texts


def recipes(chance) -> list[str]:
    """Two recipes for each dish: what you need, then the steps."""
    texts = []
    for dish, needs in [*_DISHES.items()] * 2:
        steps = [step.format(m=chance.choice([5, 10, 15, 20, 30, 40]), d=chance.choice([2, 3, 4]))
                 for step in sorted(chance.sample(_STEPS, 6), key=_STEPS.index)]
        listed = "\n".join(f"- {need}" for need in needs.split("; "))
        texts.append(f"How to make {dish}\nYou need:\n{listed}\n{' '.join(steps)}")
    return texts

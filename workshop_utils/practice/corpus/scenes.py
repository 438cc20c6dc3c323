"""Scenes at counters, on stairs and in trains, written as in a play: a name, a colon, a line."""

_PLACES = {
    "Clerk": ("At the post office", [
        ("Good morning. I would like to send this parcel.", "Where is it going?"),
        ("To {city}, please.", "That will be {n} crowns."), ("How long does it take?", "About {d} days."),
        ("Here you are.", "Thank you. Here is your receipt."), ("Do you have stamps?", "Yes, how many do you need?"),
        ("Ten, please.", "Here they are."), ("Good bye.", "Have a nice day.")]),
    "Waiter": ("In the café", [
        ("Is this table free?", "Yes, please sit down."), ("What is the soup today?", "It is {dish} soup."),
        ("Then I take the soup and a glass of water.", "Very well."),
        ("Could I have the bill?", "Of course, it is {n} crowns."),
        ("May I pay by card?", "I am sorry, only in cash."), ("It was very good.", "I will tell the cook.")]),
    "Guard": ("At the station", [
        ("When does the train to {city} leave?", "At {h}:15, from track {d}."),
        ("Is it on time?", "It is {d} minutes late."),
        ("Do I have to change?", "Yes, at the next large station."),
        ("Where can I buy a ticket?", "At the window over there."),
        ("Thank you for your help.", "Have a good journey.")]),
    "Nurse": ("At the doctor's", [
        ("Good morning. My name is {name}.", "Please sit down. What is the matter?"),
        ("I have had a cough for {d} days.", "Do you have a fever?"),
        ("No, only a headache.", "The doctor will see you soon."),
        ("How long will it take?", "About {n} minutes."),
        ("May I read here?", "Yes, there are newspapers on the table.")]),
    "Baker": ("In the bakery", [
        ("Do you have fresh bread?", "It came out of the oven an hour ago."),
        ("Then I take two.", "That is {n} crowns."),
        ("Are the rolls from today?", "They are from this morning."), ("Could you cut it for me?", "With pleasure."),
        ("See you tomorrow.", "See you tomorrow, {name}.")]),
    "Neighbour": ("On the stairs", [
        ("Have you heard the noise at night?", "Yes, I think it was the wind."),
        ("Could you water my plants next week?", "Of course, just leave me the key."),
        ("The light is broken again.", "I will call someone on Monday."),
        ("How is your mother?", "Much better, thank you."),
        ("It is going to rain.", "Then I will take my umbrella.")]),
    "Teacher": ("After the lesson", [
        ("I did not understand the last part.", "Which part do you mean?"),
        ("The one about rivers.", "Read page {n} again, and draw a map."),
        ("When is the exam?", "On Wednesday at nine."), ("May I bring my notes?", "One page, not more."),
        ("I have lost my book.", "You can have mine until Friday.")]),
    "Librarian": ("In the library", [
        ("I am looking for a book about {topic}.", "It is on the second shelf on the left."),
        ("How long may I keep it?", "For {d} weeks."), ("May I take three books?", "You may take up to five."),
        ("I have to bring this one back.", "Thank you, I will put it away.")]),
}
_NAMES = ["Ana", "Ben", "Clara", "David", "Emma", "Frank", "Greta", "Henry", "Ida", "Jonas"]
_WORDS = {"city": ["Oslo", "Paris", "Rome", "Lisbon", "Vienna", "Madrid", "Athens"], "dish": ["tomato", "potato",
          "bean", "onion"],
          "topic": ["owls", "bees", "trains", "stars", "rivers", "bread", "old ships"]}


def scenes(chance) -> list[str]:
    """Ninety scenes: a line that says where, then turns."""
    texts = []
    for _ in range(90):
        other, (place, turns) = chance.choice(list(_PLACES.items()))
        name = chance.choice(_NAMES)
        picked = sorted(chance.sample(range(len(turns)), chance.randint(3, min(5, len(turns)))))
        fills = {key: chance.choice(words) for key, words in _WORDS.items()}
        fills |= {"n": chance.randint(6, 60), "d": chance.randint(2, 6), "h": chance.randint(6, 20), "name": name}
        lines = [f"{who}: {line.format(**fills)}" for turn in picked for who, line in zip((name, other), turns[turn])]
        texts.append(f"{place}\n" + "\n".join(lines))
    return texts

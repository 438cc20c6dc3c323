"""Requests to one tool in awkward forms: what is said in any form is read, and what is not said is asked for."""

import pytest

from workshop_utils.practice.mind import think
from workshop_utils.practice.mind.conversation import Conversation, Message, ToolSpec

TYPES = {"s": "string", "n": "number", "i": "integer", "o": "object"}


def tool(described):
    """A tool from "name: what it does | parameter s what it is; ..."; a kind in capitals is a list, one with "?" is optional."""
    head, tail = described.split(" | ")
    name, about = head.split(": ")
    rows = [row.strip().split(" ", 2) for row in tail.split(";")]
    properties = {}
    for key, kind, description in rows:
        one = {"type": TYPES[kind[0].lower()]}
        properties[key] = {**(one if kind[0].islower() else {"type": "array", "items": one}), "description": description}
    return ToolSpec(name, about, {"type": "object", "properties": properties, "required": [key for key, kind, _ in rows if not kind.endswith("?")]})


def answer(text, described):
    return think(Conversation((Message("user", text),), (tool(described),)))


SAID = [
    ("What is the longest winning streak by a single club in the MLS?", "longest_streak: Fetch the longest winning streak of a soccer league such as the MLS. | league s The soccer league.", {"league": "MLS"}),
    ("Where will the minute hand be at 7:45 in degrees?", "minute_hand_angle: Compute the angle of the minute hand at a given time of the clock. | hours i The hour on the clock face.; minutes i The minute on the clock face.",
     {"hours": 7, "minutes": 45}),
    ("Set the alarm clock to 5:20 PM.", "set_alarm: Set an alarm clock. | hour i Hour of the alarm; minute i Minute of the alarm", {"hour": 17, "minute": 20}),
    ("How big is a yeast colony of 300 cells after 9 hours when each cell divides every hour?", "yeast_growth: Calculate the size of a yeast colony after some time. | initial_cells i Cells at the start.; "
     "divisions_per_hour i How often a cell divides per hour.; hours i Total duration in hours.", {"initial_cells": 300, "divisions_per_hour": 1, "hours": 9}),
    ("Force between charges of 3e-6 and 5e-6 coulombs that are 0.2 m apart", "coulomb_force: Calculate the electrostatic force between two point charges. | q1 n The first charge.; q2 n The second charge.; r n The distance between the charges.",
     {"q1": 3e-6, "q2": 5e-6, "r": 0.2}),
    ("Fetch Salary Records and Holiday Balance of the employee with ID 8123 at 'Nordlys AS'.", "get_record: Fetch data of an employee. | company_name s The name of the company.; employee_id i The unique ID of the employee.; "
     "fields S? Fields of data to be fetched (optional).", {"company_name": "Nordlys AS", "employee_id": 8123, "fields": ["Salary Records", "Holiday Balance"]}),
    ("Find rows in the orders table where price is above 40 and status is 'open'.", "find_rows: Find rows of a table that satisfy some conditions. | table s Name of the table.; conditions S Conditions for the rows.",
     {"table": "orders", "conditions": ["price is above 40", "status is 'open'"]}),
    ("Who ruled Spain during the 17th century?", "get_rulers: List the rulers of a country in a century. | country s The country.; century i The century as an integer.", {"country": "Spain", "century": 17}),
    ("What were the main inventions of the 15th century in China?", "list_inventions: List inventions of a century and country. | country s Country; century i Century as an integer", {"country": "China", "century": 15}),
    ("Growth from 2018 to 2021 for 'Blue Fjord Ltd' with sales of $2M in 2018 and $3.5M in 2021", "sales_growth: Compute sales growth of a company between two years. | company s The name of the company.; year1 i The first year.; "
     "sales1 n Sales of the first year.; year2 i The second year.; sales2 n Sales of the second year.", {"company": "Blue Fjord Ltd", "year1": 2018, "sales1": 2000000, "year2": 2021, "sales2": 3500000}),
    ("Mix of blue and yellow gives which color?", "mix_colors: Find the color that results from mixing two colors. | color1 s First color; color2 s Second color", {"color1": "blue", "color2": "yellow"}),
    ("Who has more rings, the Celtics or the Lakers?", "compare_teams: Compare championships of two NBA teams. | team_a s First team; team_b s Second team", {"team_a": "Celtics", "team_b": "Lakers"}),
    ("A pair of dice is thrown, how likely is a sum of 7?", "sum_probability: Probability of a sum of dice. | dice i Number of dice.; target_sum i The sum.", {"dice": 2, "target_sum": 7}),
    ("Convert half a dozen eggs to grams.", "egg_weight: Weight of a number of eggs in grams. | eggs i Number of eggs", {"eggs": 6}),
    ("Shuffle a single deck for a game of rummy.", "shuffle: Shuffle decks of cards for a game. | decks i How many decks.; game s The card game.", {"decks": 1, "game": "rummy"}),
    ("Give me a chord progression in D minor for jazz.", "chords: Create a chord progression. | key s The key.; genre s The genre.", {"key": "D minor", "genre": "jazz"}),
    ("Convert 30 degrees Celsius to Fahrenheit", "convert_temperature: Convert a temperature between units. | value n The temperature; from_unit s Unit from; to_unit s Unit to", {"value": 30, "from_unit": "Celsius", "to_unit": "Fahrenheit"}),
    ("Update the record of user 771 in the crm database with 'phone':'555-1234', 'city':'Bergen'", "update_record: Update the information of a user. | user_id i The ID of the user.; info o The new information.; database s? The database.",
     {"user_id": 771, "info": {"phone": "555-1234", "city": "Bergen"}, "database": "crm"}),
    ("Is the difference significant between group_one with the values 4, 8, 15 and group_two with the values 16, 23, 42?",
     "compare_groups: Test whether two groups of values differ significantly. | group_one I First group of values.; group_two I Second group of values.", {"group_one": [4, 8, 15], "group_two": [16, 23, 42]}),
    ("What's the area of a rectangle 7 by 12.5?", "rectangle_area: Calculate the area of a rectangle. | length n The length.; width n The width.", {"length": 7, "width": 12.5}),
    ("Find Thai restaurants in Denver, Colorado with parking, my parents visit and they hate walking.", "search_restaurants: Search restaurants. | cuisine s The cuisine; location s City and state", {"cuisine": "Thai", "location": "Denver, Colorado"}),
    ("Compound interest on 5,000 at 3.5% over 8 years, compounded quarterly", "compound_interest: Compute compound interest. | principal n The principal.; rate n The interest rate as a decimal.; years i Years; "
     "compounds_per_year i How often interest is compounded per year", {"principal": 5000, "rate": 0.035, "years": 8, "compounds_per_year": 4}),
    ("Solve x^2 - 5x + 6 = 0.", "solve_quadratic: Solve a quadratic equation. | a n Coefficient of x squared; b n Coefficient of x; c n Constant", {"a": 1, "b": -5, "c": 6}),
    ("Convert 250 USD to EUR and round to cents.", "convert_currency: Convert currency. | amount n The amount; from_currency s From; to_currency s To", {"amount": 250, "from_currency": "USD", "to_currency": "EUR"}),
    ("Which team won the first Super Bowl?", "super_bowl_winner: Get the winner of a Super Bowl. | number i Which Super Bowl", {"number": 1}),
    ("Is there a free desk on the fourth floor?", "find_desk: Find a free desk on a floor. | floor i The floor", {"floor": 4}),
    ("Give me an easy sudoku, 9x9.", "create_sudoku: Create a sudoku. | difficulty s How hard; size i Size of the grid", {"difficulty": "easy", "size": 9}),
    ("Volume of a box of 3x4x5 cm", "box_volume: Compute the volume of a box. | length n Length in cm; width n Width in cm; height n Height in cm", {"length": 3, "width": 4, "height": 5}),
]


@pytest.mark.parametrize(("text", "described", "arguments"), SAID, ids=[row[1].split(":")[0] for row in SAID])
def test_one_call_with_all_that_is_said(text, described, arguments):
    assert [call[1] for call in answer(text, described).calls] == [arguments]


def test_masses_with_a_power_of_ten_are_numbers_that_can_be_sent():
    described = "gravity_between: Calculate gravitational attraction of two bodies. | mass1 n Mass of the first body; mass2 n Mass of the second body; distance n Distance between the bodies in meters"
    (_, sent), = answer("What is the gravitational attraction of two bodies with 5e24 and 7e22 kg at a distance of 3.8e8 meters?", described).calls
    assert {sent["mass1"], sent["mass2"]} == {5e24, 7e22} and sent["distance"] == 3.8e8


@pytest.mark.parametrize(("text", "described", "sent"), [
    ("Population of Iceland and Malta?", "get_population: Get the population of a country. | country s The country", [{"country": "Iceland"}, {"country": "Malta"}]),
    ("Send 50 to Eva and 20 to Tom", "send_money: Send money to a person. | person s Who gets it; amount n How much", [{"person": "Eva", "amount": 50}, {"person": "Tom", "amount": 20}]),
    ("Area of circles with radius 3 and radius 8", "circle_area: Area of a circle. | radius n The radius", [{"radius": 3}, {"radius": 8}]),
    ("The area of two circles, one with a radius of 5 and the other with a radius of 10", "circle_area: Area of a circle. | radius n The radius", [{"radius": 5}, {"radius": 10}])])
def test_a_call_for_each_thing_where_a_tool_takes_one(text, described, sent):
    assert [call[1] for call in answer(text, described).calls] == sent


@pytest.mark.parametrize(("text", "described"), [
    ("Transfer 50 euros", "transfer_money: Transfer money to somebody. | recipient s Who gets the money; amount n The amount"),
    ("Book a table", "book_table: Book a table at a restaurant. | restaurant s The restaurant.; time s The time"),
    ("What is the weather?", "get_weather: Get the weather of a city. | city s The city"),
    ("Send an email", "send_email: Send an email. | to s Address of the recipient; body s The text"),
    ("Find a recipe for me", "find_recipe: Find a recipe. | dish s The dish"),
    ("I need a hotel for tonight", "search_hotel: Search for a hotel in a city. | city s The city; date s The date"),
    ("Calculate the area of a triangle", "triangle_area: Calculate the area of a triangle. | base n The base; height n The height"),
    ("Show the top scorer of the league", "find_scorer: Find the top scorer of a league. | league s The league"),
    ("What is the capital gain of my stock?", "capital_gain: Compute the capital gain of a stock. | symbol s The stock symbol; shares i Number of shares"),
    ("Open the door for a guest at 8:15", "unlock_door: Unlock a door for a guest. | code i The door code")])
def test_what_is_not_said_is_not_invented(text, described):
    said = answer(text, described)
    assert said.calls == () and said.text.endswith("?")

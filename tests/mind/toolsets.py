"""Toolsets of many domains for the conversation tests, in a short notation: "type! description" (the ! means required)."""

from workshop_utils.practice.mind.conversation import ToolSpec

TYPES = {"str": "string", "int": "integer", "num": "number", "bool": "boolean", "strs": "string", "ints": "integer", "nums": "number"}


def tool(name, description, /, **parameters):
    """A ToolSpec; a parameter is "str! what it is", "strs" for an array, or "a|b|c: what it is" for an enum."""
    properties, required = {}, []
    for key, text in parameters.items():
        kind, _, about = text.partition(" ")
        if kind.endswith("!"):
            required.append(key)
        kind = kind.rstrip("!")
        if "|" in kind:
            node = {"type": "string", "enum": kind.split("|")}
        elif kind in ("strs", "ints", "nums"):
            node = {"type": "array", "items": {"type": TYPES[kind]}}
        else:
            node = {"type": TYPES[kind]}
        properties[key] = {**node, "description": about} if about else node
    return ToolSpec(name, description, {"type": "object", "properties": properties, "required": required})


TOOLSETS = {
    "sky": [
        tool("look_outside", "Present weather conditions at a place.", place="str! name of the town", scale="celsius|fahrenheit temperature scale"),
        tool("sky_ahead", "Weather forecast for the coming days.", place="str! name of the town", days="int number of days, 1 to 10"),
        tool("sun_times", "Sunrise and sunset of a day.", place="str! name of the town", date="str day in the form YYYY-MM-DD"),
    ],
    "bank": [
        tool("account_balance", "The balance of one of the customer's accounts.", account="checking|savings|credit! which account"),
        tool("wire_funds", "Send money to another person.", recipient="str! name of who gets the money", amount="num! amount of money", currency="str currency code, e.g. EUR", note="str message for the recipient"),
        tool("recent_transactions", "List of the latest transactions, payments and spending on an account.", account="checking|savings|credit! which account", limit="int how many to list"),
        tool("block_card", "Block a lost or stolen card at once.", last_digits="str! last four digits of the card", reason="lost|stolen|damaged! why"),
        tool("exchange_rate", "Exchange rate between two currencies.", base="str! currency to convert from, code such as EUR", quote="str! currency to convert to, code such as USD"),
    ],
    "mail": [
        tool("compose_mail", "Write and send an email.", to="str! address of the recipient", subject="str! subject line", body="str text of the message"),
        tool("search_inbox", "Search received emails.", sender="str who wrote it", keyword="str word in the text", unread_only="bool only unread messages"),
        tool("delete_mail", "Delete an email for good.", message_id="str! id of the message"),
        tool("lookup_contact", "Find the email address of a person in the address book.", name="str! name of the person"),
    ],
    "diary": [
        tool("add_event", "Put an event or meeting into the calendar.", title="str! what the event is", date="str! day in the form YYYY-MM-DD", start="str start time in the form HH:MM", minutes="int duration in minutes"),
        tool("list_events", "Show the calendar of one day.", date="str! day in the form YYYY-MM-DD"),
        tool("cancel_event", "Remove an event from the calendar.", event_id="str! id of the event"),
        tool("remind_me", "Set a reminder.", text="str! what to be reminded of", date="str! day in the form YYYY-MM-DD", time="str time in the form HH:MM"),
    ],
    "trips": [
        tool("flight_search", "Search flights between two airports.", origin="str! city of departure", destination="str! city of arrival", date="str! day of departure, YYYY-MM-DD", passengers="int number of travellers", cabin="economy|business|first class of travel"),
        tool("hotel_search", "Search hotels in a city.", city="str! where", check_in="str! arrival date YYYY-MM-DD", nights="int! number of nights", max_price="num highest price per night"),
        tool("rent_car", "Rent a car.", pickup_city="str! where the car is picked up", days="int! rental length in days", automatic="bool automatic transmission"),
    ],
    "shop": [
        tool("product_search", "Search products of the shop.", query="str! what is looked for", max_price="num highest price", color="red|blue|black|white|green colour", in_stock="bool only products in stock"),
        tool("add_to_basket", "Put a product into the shopping basket.", product="str! product", quantity="int how many"),
        tool("order_status", "Where an order is now.", order_id="str! id of the order, e.g. A-1001"),
        tool("return_item", "Send an ordered product back.", order_id="str! id of the order", reason="str! why it is sent back"),
    ],
    "home": [
        tool("set_light", "Switch a lamp on or off or dim it.", room="kitchen|bedroom|hall|bathroom! room", state="on|off! on or off", brightness="int brightness in percent"),
        tool("set_heating", "Set the heating of a room to a temperature.", room="kitchen|bedroom|hall|bathroom! room", degrees="num! target temperature in celsius"),
        tool("lock_door", "Lock or unlock a door.", door="front|back|garage! which door", locked="bool! true to lock, false to unlock"),
        tool("vacuum_robot", "Start the vacuum cleaner robot.", rooms="strs rooms to be cleaned"),
    ],
    "clinic": [
        tool("book_visit", "Book an appointment with a doctor.", doctor="str! name of the doctor", date="str! day, YYYY-MM-DD", time="str time HH:MM", reason="str complaint of the patient"),
        tool("body_mass_index", "Body mass index of a person.", weight="num! weight in kilograms", height="num! height in metres"),
        tool("dose_for_weight", "Dose of a medicine.", medicine="str! name of the medicine", weight="num! weight of the patient in kg", age="int age of the patient in years"),
        tool("patient_record", "Fetch the record of a patient.", patient_id="str! id of the patient"),
    ],
    "books": [
        tool("catalog_search", "Search the library's catalogue.", title="str title of a book", author="str author of a book", year="int year of publication", genre="novel|poetry|history|science genre"),
        tool("reserve_copy", "Reserve a book for a member.", title="str! title of the book", member_id="str! id of the member"),
        tool("loan_fee", "Fee for books returned late.", days_late="int! days after the due date", books="int number of books"),
    ],
    "music": [
        tool("play_song", "Play a song.", song="str! title of the song", artist="str who sings it", repeat="bool play again and again"),
        tool("set_volume", "Change the volume of the speaker.", level="int! volume from 0 to 100"),
        tool("make_playlist", "Create a playlist.", name="str! name of the playlist", songs="strs! titles of the songs", public="bool visible to all"),
    ],
    "sums": [
        tool("rectangle_area", "Area of a rectangle.", width="num! width", height="num! height", unit="str unit of the result"),
        tool("compound_growth", "Final value of money with compound interest.", principal="num! money at the start", rate="num! yearly interest rate in percent", years="int! number of years"),
        tool("mean_value", "Mean of a list of numbers.", values="nums! the numbers"),
        tool("greatest_divisor", "Greatest common divisor of two whole numbers.", first="int! first number", second="int! second number"),
        tool("convert_units", "Convert a quantity from one unit to another.", amount="num! quantity", from_unit="str! unit to convert from", to_unit="str! unit to convert to"),
    ],
    "ops": [
        tool("restart_service", "Restart a service on a server.", service="str! name of the service", environment="staging|production! where it runs"),
        tool("fetch_logs", "Fetch log lines of a service.", service="str! name of the service", lines="int number of lines", level="debug|info|warning|error lowest level"),
        tool("deploy_release", "Deploy a version.", version="str! version such as v1.2.3", environment="staging|production! where to"),
        tool("open_ticket", "Open a ticket for a problem.", summary="str! short description", priority="low|medium|high|urgent how urgent", assignee="str person who shall work on it"),
    ],
    "table": [
        tool("reserve_table", "Reserve a table in a restaurant.", restaurant="str! name of the restaurant", people="int! number of guests", date="str! day YYYY-MM-DD", time="str! time HH:MM"),
        tool("find_restaurants", "Find restaurants in a town by cuisine.", town="str! where", cuisine="italian|thai|indian|french|mexican kind of food", vegan="bool offers vegan dishes"),
        tool("recipe_for", "A recipe for a dish.", dish="str! name of the dish", servings="int number of servings", without="strs ingredients to leave out"),
    ],
    "staff": [
        tool("leave_request", "Request days of holiday.", employee="str! name of the employee", first_day="str! first day of leave YYYY-MM-DD", last_day="str! last day of leave YYYY-MM-DD"),
        tool("salary_of", "Salary of an employee.", employee="str! name of the employee", period="month|year per month or per year"),
        tool("find_people", "Search the staff directory.", department="str department", office="str city of the office", role="str job title"),
    ],
    "zoo": [
        tool("feed_animal", "Give food to an animal.", animal="str! kind or name of the animal", food="str! what it eats", kilograms="num amount of food in kg"),
        tool("animal_facts", "Facts about an animal species.", species="str! species", topic="diet|habitat|lifespan|size which fact"),
        tool("ticket_price", "Price of zoo tickets for a group.", adults="int! number of adults", children="int number of children"),
    ],
    "quiet": [
        tool("wait_silently", "Call this when the user has not finished the sentence or speaks to somebody else; nothing is said then."),
        tool("pour_coffee", "Make a cup of coffee.", kind="espresso|latte|filter! kind of coffee"),
    ],
    "nothing": [],
}

"""Toolsets of twelve further domains for the conversation tests; their prompts were written before the mind was tuned to any of them."""

from toolsets import tool

MORE = {
    "gym": [
        tool("book_class", "Sign up for a fitness class.", course="str! name of the class", date="str! day YYYY-MM-DD", time="str start HH:MM"),
        tool("log_workout", "Record a workout.", exercise="str! what was done", minutes="int! duration in minutes"),
        tool("freeze_membership", "Pause a membership.", member_id="str! id of the member", months="int! number of months"),
    ],
    "parking": [
        tool("find_parking", "Find a parking space near an address.", address="str! where", hours="int for how many hours"),
        tool("pay_parking", "Pay the parking of a car.", plate="str! number plate of the car", amount="num! amount in euros"),
    ],
    "laundry": [
        tool("start_wash", "Start a washing machine.", machine="str! number of the machine", programme="cotton|wool|delicate|quick! washing programme", degrees="int temperature in celsius"),
        tool("machine_status", "Whether a washing machine is free.", machine="str! number of the machine"),
    ],
    "cinema": [
        tool("buy_tickets", "Buy tickets for a film.", film="str! title of the film", seats="int! how many seats", time="str HH:MM"),
        tool("film_times", "When a film is shown.", film="str! title of the film", city="str city"),
    ],
    "post": [
        tool("letter_price", "Postage of a letter.", grams="num! weight in grams", country="str! where it goes"),
        tool("hold_mail", "Keep the post at the office while somebody is away.", first_day="str! first day YYYY-MM-DD", last_day="str! last day YYYY-MM-DD"),
        tool("find_letter", "Find a registered letter.", code="str! code of the letter"),
    ],
    "vet": [
        tool("pet_visit", "Make an appointment at the vet.", pet="str! name of the animal", date="str! day YYYY-MM-DD", reason="str complaint"),
        tool("vaccinations", "List the vaccinations of a pet.", pet="str! name of the animal"),
    ],
    "energy": [
        tool("meter_reading", "Report the reading of a meter.", meter="str! number of the meter", kwh="num! reading in kWh"),
        tool("monthly_bill", "The electricity bill of a month.", month="str! month as YYYY-MM"),
        tool("change_tariff", "Change to another tariff.", tariff="green|basic|night! which tariff"),
    ],
    "school": [
        tool("mark_absent", "Report that a pupil is ill or away.", pupil="str! name of the pupil", date="str! day YYYY-MM-DD", reason="str why"),
        tool("homework", "Homework of a class in a subject.", form="str! class such as 7B", subject="maths|english|history|biology! subject"),
    ],
    "rooms": [
        tool("reserve_room", "Reserve a meeting room.", room="str! number of the room", date="str! day YYYY-MM-DD", start="str! HH:MM", people="int number of people"),
        tool("free_rooms", "List the meeting rooms that are free on a day.", date="str! day YYYY-MM-DD"),
        tool("report_fault", "Report something broken in a room.", room="str! number of the room", problem="str! what is wrong"),
    ],
    "phonebook": [
        tool("find_number", "Find the phone number of a person or company.", name="str! who"),
        tool("send_text", "Send a text message to a phone number.", number="str! phone number", message="str! what it says"),
    ],
    "farm": [
        tool("milk_yield", "Milk given by a cow on a day.", cow="str! number of the cow", date="str! day YYYY-MM-DD"),
        tool("order_feed", "Order feed for the animals.", kind="hay|oats|silage! which feed", kilograms="num! how much, in kg"),
        tool("open_gate", "Open or close the gate of a field.", field="str! name of the field", open="bool! true to open"),
    ],
    "flatshare": [
        tool("add_expense", "Enter a shared expense.", what="str! what was bought", amount="num! amount in euros", payer="str! who paid"),
        tool("who_owes", "What everybody owes.", month="str month as YYYY-MM"),
        tool("cleaning_duty", "Whose turn it is to clean.", room="kitchen|bathroom|stairs! which room"),
    ],
}

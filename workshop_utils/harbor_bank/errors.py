"""What the bank says when it can't: each error names the value and the way out, for a person and for a model."""


class BankError(Exception):
    """Something that the bank would not do; nothing was changed."""


class NotFound(BankError, LookupError):
    """There is no such thing; the message lists what there is."""


class AccountNotFound(NotFound):
    """The customer has no such account."""


class CardNotFound(NotFound):
    """None of the customer's cards ends with these digits."""


class TransactionNotFound(NotFound):
    """None of the customer's transactions has this id."""


class PayeeNotFound(NotFound):
    """Nobody of this name may be paid without being added first, or several are meant."""


class OrderNotFound(NotFound):
    """No standing order of the customer has this id."""


class EmailNotFound(NotFound):
    """No e-mail of the customer has this id."""


class EventNotFound(NotFound):
    """No event in the customer's calendar has this id."""


class PolicyNotFound(NotFound):
    """No policy has this id."""


class CustomerNotFound(NotFound):
    """Nobody has this customer id."""


class Refused(BankError, ValueError):
    """The bank knows what is meant and will not do it: too little money, too high a limit, a day that does not exist."""

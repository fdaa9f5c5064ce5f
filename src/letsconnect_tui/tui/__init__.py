"""The facilitator's screens; the only room that knows Textual."""

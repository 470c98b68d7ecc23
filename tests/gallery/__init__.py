"""The gallery of real policies: each is planned, and each rule that one states decides for a traveller made for it."""

your-code = Your voting code
how = How to vote
step-open = Scan the QR code with your phone, or open the address in a browser.
step-code = Enter the voting code. Upper and lower case, spaces and dashes make no difference.
step-vote = Choose, review your choice, and cast your vote. It cannot be changed afterwards.
votes = { $n ->
    [one] You have one vote.
   *[other] You have { $n } votes.
 }
keep = The code is for all polls of this assembly. Give it to nobody, and report a loss to the election board at once.
deputy = Sheet for the deputy.
deputy-explained = This voting code opens nothing until you have taken over a place at the entrance.

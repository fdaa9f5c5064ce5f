"""What both faces of a live session share: typed words in, sentences out, and the proposals that wait for a yes."""

"""What both faces of a live session share: typed words in, sentences out, proposals that wait for a yes."""

"""Photos and papers as proof of an activity: what was seen there, what was written on paper, and which output or measure it proves.

Who does the job: on the evening of an activity the secretary has ten photos in a telephone, and a signed list on paper. She sends them at once,
writes below each what is on it, says which number or measure it proves, and which of them may be published. A photo is kept drawn anew: no place,
device or name travels with it. Papers stay as they came and are never published. (ADR 0135)
"""

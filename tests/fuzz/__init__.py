"""Foreign files and holiday notices, damaged in every way: each is either rows or a sentence, never a traceback, never more than it was given.

`seeds`     a valid file of each kind
`mutation`  what is done to it: bytes, parts of packages, their XML
`trial`     one damaged file read as a child reads it, in this process
`__main__`  trials for as long as wanted, in processes that may die: `script/fuzz`

A trial is told by its kind and number alone: `script/fuzz --kind xlsx --number 4711` does it again.
"""

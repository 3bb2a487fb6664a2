"""The names that invented people are made from, the awkward ones included."""

import unicodedata

_GIRLS = """
Aaliyah Abigail Ada Aisha Alba Alexandra Alice Alina Amara Amber Amelia Anaya Annabel Anya Aoife
Arabella Aria Asha Aurora Ava Beatrice Bella Beth Bronwen Caitlin Charlotte Chioma Chloe Clara Daisy
Darcie Delilah Eden Edith Eleanor Eliza Elsie Emilia Emma Erin Esme Eva Evelyn Evie Fatima Felicity
Fern Florence Freya Georgia Grace Hana Hannah Harriet Heidi Holly Hope Imani Imogen Iris Isabella
Isla Ivy Jasmine Jessica Joy Khadija Kira Lacey Lara Layla Leah Leila Lena Lily Lola Lottie Lucy
Luna Mabel Maisie Margot Maria Martha Maryam Matilda Maya Megan Mei Mia Mila Millie Molly Myla Nadia
Naomi Nell Niamh Nora Olive Olivia Orla Penelope Phoebe Pippa Poppy Priya Quinn Ria Robyn Rosa Rose
Rosie Ruby Ruth Sadie Safa Sara Scarlett Serena Sienna Simran Skye Sofia Sophie Summer Talia Tara
Thea Tilly Uma Violet Willow Winnie Yara Yasmin Zahra Zara Zoe
"""
GIRLS = tuple(_GIRLS.split())
_BOYS = """
Aaron Abdullah Adam Adrian Aidan Albert Alexander Alfie Amir Anton Archie Arjun Arlo Arthur Ayaan
Barnaby Ben Bilal Blake Bobby Caleb Callum Cameron Charlie Connor Cyrus Daniel David Dexter Dominic
Dylan Edward Eli Elliot Emeka Ethan Euan Ezra Felix Finley Finn Francis Frank Freddie Gabriel George
Gethin Harley Harris Harrison Harry Haris Hassan Henry Hugo Hussain Ibrahim Idris Imran Isaac Ishaan
Ivan Jack Jacob Jaden Jake James Jamie Jasper Jayden Joel Jonah Joseph Josh Jude Kai Kayden Khalid
Kian Kwame Kyle Leo Leon Lewis Liam Logan Louie Luca Lucas Luke Malachi Marcus Mason Matteo Max Milo
Mohammed Moses Musa Nathan Niall Nikhil Noah Oakley Oliver Omar Oscar Otis Otto Owen Patrick Percy
Rafael Ralph Rayan Reggie Reuben Rhys Riley Robin Rohan Roman Ronnie Rory Rupert Ryan Samir Samuel
Seth Sonny Stanley Sulaiman Tariq Teddy Theo Thomas Tobias Toby Tom Tristan Tyler Victor Vihaan
Wilfred William Woody Xavier Yusuf Zachary Zain
"""
BOYS = tuple(_BOYS.split())
_FAMILIES = """
Abbott Abdi Acheampong Adams Adeyemi Ahmed Akhtar Ali Allen Andrews Appleby Archer Armitage Ashby
Ashton Atkins Baker Balogun Banerjee Barker Barnes Barrett Baxter Begum Bell Bennett Bhatt Bishop
Blackwood Boateng Bowen Bradley Bramley Briggs Brooks Brown Bryant Burgess Burton Butler Byrne
Campbell Carr Carter Chadwick Chan Chaudhry Chen Clarke Cole Collins Connolly Cook Cooper Cox Craven
Crossley Cunningham Curtis Dalton Davies Dawson Dean Desai Diaz Dixon Doyle Duffy Dunn Edwards Eze
Ellis Evans Farrell Fernandes Finch Fisher Fletcher Flynn Foster Fowler Francis Fraser Frost Gardner
Garside Gibson Gill Goddard Gomes Goodwin Gordon Graham Grant Gray Green Greenwood Griffiths Gupta
Hale Hall Hamid Harding Hargreaves Harper Harris Hart Hartley Harvey Hassan Hayes Heath Hicks Hill
Hobbs Holland Holmes Holt Hopkins Horton Howard Hudson Hughes Hunt Hussain Hutton Hyde Ingham Iqbal
Ivanov Jackson James Jarvis Jenkins Johnson Jones Joshi Kamara Kaur Kelly Kendall Kennedy Khan King
Kirby Knight Kowalski Kumar Lamb Lane Lawson Lee Lewis Li Lister Lloyd Lowe Lynch Mahmood Malik
Marsh Marshall Martin Mason Matthews Mensah Metcalfe Miah Miller Mills Mistry Mitchell Mohamed Moore
Morgan Morris Murphy Murray Musa Naylor Nelson Newton Nguyen Nichols Novak Obi Okafor Okoro Osborne
Osman Owusu Palmer Park Parker Parkinson Parry Patel Pearce Pearson Perera Perkins Perry Petrov
Phillips Pickering Pollard Popescu Porter Powell Preston Qureshi Radcliffe Rahman Ramsden Reddy Reed
Rees Reid Reyes Reynolds Rhodes Richards Riley Roberts Robinson Rogers Rose Rossi Rowe Russell Saeed
Sanders Santos Saunders Schofield Scott Shah Sharma Sharp Shaw Sheikh Shepherd Silva Simpson Singh
Slater Spencer Stanton Stevens Stewart Stone Sutcliffe Sutton Swift Sykes Szabo Taylor Thomas
Thompson Thornton Tran Turner Underwood Uddin Varga Vaughan Wade Wadsworth Walker Wallace Walsh Ward
Warren Waters Watson Webb Wells West Whitaker White Wilkinson Williams Wilson Wong Wood Wright Yates
Young Yusuf Zhang
"""
FAMILIES = tuple(_FAMILIES.split())

AWKWARD = (
    ("Niamh", "O'Brien"),
    ("Anne-Marie", "Smith-Okonkwo"),
    ("Zoë", "Müller"),
    ("Sam [samuel]", "Price"),
    (unicodedata.normalize("NFD", "José"), unicodedata.normalize("NFD", "Núñez")),
    ("J", "Ó"),
    ("Łukasz", "Żółkiewski"),
    ("Maximiliana Alexandrina Wilhelmina", "Featherstonehaugh-Cholmondeley-Marjoribanks"),
    ("D’Arcy", "St. John"),
    ("Siân", "ap Rhys"),
    ("Mary Jane", "van der Berg"),
    ("Ming 明", "Wong"),
    ("Ọláolúwa", "Adébáyọ̀"),
    ("Noor", "al-Hassan [Noor]"),
)
"""Names that have broken something before: marks, brackets, one letter, very long, decomposed."""

SHARED = ("Oliver", "Smithson")
"""Two pupils with different birth dates bear this name."""

TWINS = (("Ella", "Ellie", "Hartwell"), ("Gwen", "Morgan", "Penrose"))
"""First names of two twins, and their last name; the first pair could be taken for one person."""

PLANNED_LEAVER = ("Priya", "Lindqvist")
PLANNED_STARTER = ("Rowan", "Achterberg")

STRANGERS = (
    ("Zelda", "Quarmby"),
    ("Ignatius", "Thistlewood"),
    ("Perpetua", "Wolstenholme"),
    ("Barnabas", "Entwistle"),
)
"""New people that only faults bring in."""

HOSTILE = (
    "\x1b]52;c;aGVsbG8=\x07",
    "\x1b[31m\x1b[2J",
    "\u202egnirts\u202c",
    "Zo\u200b\u200de\ufeff",
    "[bold red]Max[/] [link=https://ashgrove.example]",
)
"""What some faults put into names: terminal escapes, bidi marks, zero-width signs, markup."""

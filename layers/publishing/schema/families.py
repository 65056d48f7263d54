"""Which types count as the same when copies are looked for: a site that says NewsArticle has said Article.

Each family is a type with all that schema.org 30.1 has below it; a FAQPage beside a WebPage is no second copy of it.
"""

from collections.abc import Mapping

FAMILIES: Mapping[str, frozenset[str]] = {
    "Article": frozenset({
        "APIReference", "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle",
        "BackgroundNewsArticle", "BlogPosting", "DiscussionForumPosting", "LiveBlogPosting", "MedicalScholarlyArticle",
        "NewsArticle", "OpinionNewsArticle", "Report", "ReportageNewsArticle", "ReviewNewsArticle", "SatiricalArticle",
        "ScholarlyArticle", "SocialMediaPosting", "TechArticle",
    }),
    "WebPage": frozenset({
        "AboutPage", "CheckoutPage", "CollectionPage", "ContactPage", "ImageGallery", "ItemPage", "MediaGallery",
        "MedicalWebPage", "ProfilePage", "QAPage", "RealEstateListing", "SearchResultsPage", "VideoGallery", "WebPage",
    }),
    "BreadcrumbList": frozenset({
        "BreadcrumbList",
    }),
    "FAQPage": frozenset({
        "FAQPage",
    }),
    "Person": frozenset({
        "Patient", "Person",
    }),
    "Organization": frozenset({
        "AccountingService", "AdultEntertainment", "Airline", "AmusementPark", "AnimalShelter", "ArchiveOrganization",
        "ArtGallery", "Attorney", "AutoBodyShop", "AutoDealer", "AutoPartsStore", "AutoRental", "AutoRepair",
        "AutoWash", "AutomatedTeller", "AutomotiveBusiness", "Bakery", "BankOrCreditUnion", "BarOrPub", "BeautySalon",
        "BedAndBreakfast", "BikeStore", "BookStore", "BowlingAlley", "Brewery", "CafeOrCoffeeShop", "Campground",
        "Casino", "ChildCare", "ClothingStore", "CollegeOrUniversity", "ComedyClub", "ComputerStore", "Consortium",
        "ConvenienceStore", "Cooperative", "Corporation", "CovidTestingFacility", "DanceGroup", "DaySpa", "Dentist",
        "DepartmentStore", "DiagnosticLab", "Distillery", "DryCleaningOrLaundry", "EducationalOrganization",
        "Electrician", "ElectronicsStore", "ElementarySchool", "EmergencyService", "EmploymentAgency",
        "EntertainmentBusiness", "ExerciseGym", "FastFoodRestaurant", "FinancialService", "FireStation", "Florist",
        "FoodEstablishment", "FundingAgency", "FundingScheme", "FurnitureStore", "GardenStore", "GasStation",
        "GeneralContractor", "GolfCourse", "GovernmentOffice", "GovernmentOrganization", "GroceryStore",
        "HVACBusiness", "HairSalon", "HardwareStore", "HealthAndBeautyBusiness", "HealthClub", "HighSchool",
        "HobbyShop", "HomeAndConstructionBusiness", "HomeGoodsStore", "Hospital", "Hostel", "Hotel", "HousePainter",
        "IceCreamShop", "IndividualPhysician", "InsuranceAgency", "InternetCafe", "JewelryStore", "LegalService",
        "Library", "LibrarySystem", "LiquorStore", "LocalBusiness", "Locksmith", "LodgingBusiness", "MedicalBusiness",
        "MedicalClinic", "MedicalOrganization", "MensClothingStore", "MiddleSchool", "MobilePhoneStore", "Motel",
        "MotorcycleDealer", "MotorcycleRepair", "MovieRentalStore", "MovieTheater", "MovingCompany", "MusicGroup",
        "MusicStore", "NGO", "NailSalon", "NewsMediaOrganization", "NightClub", "Notary", "OfficeEquipmentStore",
        "OnlineBusiness", "OnlineMarketplace", "OnlineStore", "Optician", "Organization", "OutletStore", "PawnShop",
        "PerformingGroup", "PetStore", "Pharmacy", "Physician", "PhysiciansOffice", "Plumber", "PoliceStation",
        "PoliticalParty", "PostOffice", "Preschool", "ProfessionalService", "Project", "PublicSwimmingPool",
        "RadioStation", "RealEstateAgent", "RecyclingCenter", "ResearchOrganization", "ResearchProject", "Resort",
        "Restaurant", "RoofingContractor", "School", "SearchRescueOrganization", "SelfStorage", "ShoeStore",
        "ShoppingCenter", "SkiResort", "SportingGoodsStore", "SportsActivityLocation", "SportsClub",
        "SportsOrganization", "SportsTeam", "StadiumOrArena", "Store", "TattooParlor", "TelevisionStation",
        "TennisComplex", "TheaterGroup", "TireShop", "TouristInformationCenter", "ToyStore", "TravelAgency",
        "VacationRental", "VeterinaryCare", "WholesaleStore", "Winery", "WorkersUnion",
    }),
    "ImageObject": frozenset({
        "Barcode", "ImageObject", "ImageObjectSnapshot",
    }),
}  # fmt: skip
_FAMILY: Mapping[str, str] = {name: kind for kind, names in FAMILIES.items() for name in names}


def bare(kind: str) -> str:
    """The name of a type that may be written as an address, such as `https://schema.org/Article`."""
    return kind.rstrip("/").replace("#", "/").replace(":", "/").rsplit("/", 1)[-1]


def family(kind: str) -> str:
    """What a type counts as; itself where it is of none of the families."""
    name = bare(kind)
    return _FAMILY.get(name, name)

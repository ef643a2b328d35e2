import "./ui/phrases";

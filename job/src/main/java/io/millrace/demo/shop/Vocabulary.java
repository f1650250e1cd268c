package io.millrace.demo.shop;

import java.util.List;
import java.util.Random;

/** The words that products are described with, some of them hard on whoever escapes text. */
final class Vocabulary {
    private static final List<String> ADJECTIVES =
            List.of(
                    "Classic",
                    "Compact",
                    "Foldable",
                    "Heavy-Duty",
                    "Handmade",
                    "Light",
                    "Nordic",
                    "Organic",
                    "Quiet",
                    "Rugged",
                    "Slim",
                    "Soft",
                    "Sturdy",
                    "Travel",
                    "Vintage",
                    "Waterproof");
    private static final List<String> MATERIALS =
            List.of(
                    "Aluminium",
                    "Bamboo",
                    "Ceramic",
                    "Cork",
                    "Cotton",
                    "Glass",
                    "Leather",
                    "Linen",
                    "Merino",
                    "Oak",
                    "Steel",
                    "Walnut",
                    "Wool",
                    "Crème",
                    "½″ Ply",
                    "Recycled PET");
    private static final List<String> THINGS =
            List.of(
                    "Backpack",
                    "Blanket",
                    "Chair",
                    "Desk Lamp",
                    "Espresso Cup",
                    "Headphones",
                    "Jacket",
                    "Kettle",
                    "Keyboard",
                    "Notebook",
                    "Pan",
                    "Rug",
                    "Running Shoes",
                    "Scarf",
                    "Teapot",
                    "Umbrella",
                    "Wall Clock",
                    "Water Bottle",
                    "Café Table",
                    "Children's Bike");
    private static final List<String> TAGS =
            List.of(
                    "new",
                    "sale",
                    "50% off",
                    "eco",
                    "gift",
                    "bestseller",
                    "limited",
                    "kids",
                    "l'été",
                    "für draußen",
                    "a,b",
                    "say \"hi\"",
                    "back\\slash",
                    "{braces}",
                    "NULL",
                    "日本製",
                    "🌱 vegan");
    private static final List<String> COLORS =
            List.of(
                    "anthracite",
                    "black",
                    "blue",
                    "cream",
                    "green",
                    "natural",
                    "red",
                    "rosé",
                    "white",
                    "yellow");
    private static final List<String> SENTENCES =
            List.of(
                    "Made to be used every day and to be mended rather than replaced.",
                    "The surface is oiled by hand and grows more beautiful with the years.",
                    "Fits into every hand luggage & weighs next to nothing.",
                    "\"The best I ever had\", says one of our customers; we say: try it.",
                    "Comes with a spare part for whatever wears off first.",
                    "Wash at 30 °C, do not tumble dry, do not lose.",
                    "Designed in Malmö, built in a small workshop in Łódź.",
                    "Tested for 10,000 cycles <em>without</em> complaint.",
                    "Das Original seit 1952.\nJetzt auch in klein.",
                    "Ships in one box\tno tools needed.",
                    "Works with hot and cold drinks, and with soup ☕.",
                    "C:\\Users\\you will find the manual on our site.");

    private final Random random;

    Vocabulary(Random random) {
        this.random = random;
    }

    String name() {
        return one(ADJECTIVES) + " " + one(MATERIALS) + " " + one(THINGS);
    }

    String tag() {
        return one(TAGS);
    }

    String color() {
        return one(COLORS);
    }

    String material() {
        return one(MATERIALS);
    }

    /** One to four sentences; for one product in twenty, pages. */
    String description() {
        boolean pages = random.nextInt(20) == 0;
        return text(pages ? 40 + random.nextInt(60) : 1 + random.nextInt(4));
    }

    private String text(int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            text.append(i == 0 ? "" : " ").append(one(SENTENCES));
        }
        return text.toString();
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}

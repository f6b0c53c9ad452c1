"""What the kitchen, the dietitian and the planner know of a dish beside its name and price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from canteen.i18n import N_

METHODS: Final = {
    "stir-fry": N_("炒"),
    "quick-fry": N_("爆"),
    "slip-fry": N_("滑炒"),
    "braise": N_("烧"),
    "red-braise": N_("红烧"),
    "stew": N_("炖"),
    "simmer": N_("焖"),
    "casserole": N_("煲"),
    "steam": N_("蒸"),
    "deep-fry": N_("炸"),
    "pan-fry": N_("煎"),
    "roast": N_("烤"),
    "bake": N_("烘"),
    "thicken": N_("烩"),
    "dress": N_("拌"),
    "cold-mix": N_("凉拌"),
    "soy-cook": N_("卤"),
    "sweet-sour": N_("熘"),
    "poach": N_("白灼"),
    "boil": N_("煮"),
    "rice-cook": N_("煮饭"),
}
EQUIPMENT: Final = {
    "wok": N_("炒锅"),
    "steam": N_("蒸箱"),
    "braise": N_("炖锅"),
    "fry": N_("炸炉"),
    "oven": N_("烤箱"),
    "boil": N_("汤锅"),
    "cold": N_("冷菜间"),
}
"""Where a dish waits for its turn; a day's capacity is counted by it."""
FLAVOURS: Final = {
    "savoury": N_("咸鲜"),
    "sweet-savoury": N_("咸甜"),
    "sweet-sour": N_("糖醋"),
    "bean-paste": N_("酱香"),
    "light": N_("清淡"),
    "mild-spicy": N_("微辣"),
    "garlic": N_("蒜香"),
    "scallion": N_("葱香"),
    "curry": N_("咖喱"),
    "salt-pepper": N_("椒盐"),
    "tomato": N_("茄汁"),
    "wine-lees": N_("糟香"),
    "spiced": N_("五香"),
    "sweet": N_("甜"),
    "plain": N_("原味"),
}
COLOURS: Final = {
    "red": N_("红"),
    "brown": N_("酱色"),
    "white": N_("白"),
    "green": N_("绿"),
    "yellow": N_("黄"),
    "black": N_("黑"),
    "mixed": N_("杂色"),
}
GROUPS: Final = {
    "pork": N_("猪肉"),
    "beef": N_("牛肉"),
    "lamb": N_("羊肉"),
    "chicken": N_("鸡"),
    "duck": N_("鸭鹅"),
    "fish": N_("鱼"),
    "shellfish": N_("虾蟹贝"),
    "egg": N_("蛋"),
    "soy": N_("豆制品"),
    "leaf": N_("叶菜"),
    "stem": N_("茎花菜"),
    "gourd": N_("瓜茄"),
    "root": N_("根茎薯"),
    "legume": N_("豆荚"),
    "mushroom": N_("菌菇"),
    "seaweed": N_("海菜"),
    "rice": N_("米"),
    "wheat": N_("面"),
    "coarse": N_("粗杂粮"),
    "sweet": N_("甜品"),
}
"""What the main ingredient belongs to; flower vegetables stand with the stems."""
TEXTURES: Final = {
    "4": N_("糊状"),
    "5": N_("细碎湿软"),
    "6": N_("软烂小块"),
    "7E": N_("易嚼"),
    "7": N_("普通"),
}
"""IDDSI levels, after iddsi.org; 7E is "easy to chew"."""
SOFT: Final = frozenset({"4", "5", "6", "7E"})
BONES: Final = {
    "none": N_("无骨无刺"),
    "bones": N_("有骨或刺"),
    "pits": N_("有核"),
    "shell": N_("有壳"),
}
SEASONS: Final = {
    "spring": N_("春"),
    "summer": N_("夏"),
    "autumn": N_("秋"),
    "winter": N_("冬"),
}


@dataclass(frozen=True, slots=True)
class DishFacts:
    """Facts of one dish, codes of the tables above; `main` is the food code of what it is made of.

    `texture` is an IDDSI level. `prep_minutes` is work for one batch. `popularity`, 0 to 100, is a
    start value until sales tell. `variant_of` names a dish with nearly the same ingredients. The
    notes justify figures out of the usual.
    """

    main: str
    group: str
    method: str
    equipment: str
    flavour: str
    colour: str
    texture: str
    bones: str
    seasons: tuple[str, ...]
    prep_minutes: int
    popularity: int
    variant_of: str = ""
    salt_note: str = ""
    oil_note: str = ""
    energy_note: str = ""

    @property
    def soft(self) -> bool:
        """Whether somebody with few teeth can eat it."""
        return self.texture in SOFT

    @property
    def family(self) -> str:
        """Main ingredient and method together: what guests take for the same dish again."""
        return f"{self.main}/{self.method}"

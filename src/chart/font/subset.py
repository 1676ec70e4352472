#!/usr/bin/env python3
"""Make the embedded fonts: Noto Sans SC (OFL-1.1) cut down to what Chinese planning text needs.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    pip install fonttools
    python3 subset.py package/400Regular/NotoSansSC_400Regular.ttf NotoSansSC-Regular.ttf
    python3 subset.py package/700Bold/NotoSansSC_700Bold.ttf NotoSansSC-Bold.ttf

Keeps GB2312, CJK punctuation, Latin, Greek, arrows, box and geometric shapes, units, and the
characters of firm and place names that GB2312 lacks. hhea ascent and descent are set to
+1000/-240: ab_glyph scales by their difference, and Noto's own (1.448 em) makes text too narrow.
"""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

RARE = "瞭镕喆堃昇祎浉漷鿔鎶玥珺煊翀彧赟奡邺郃埇浬堽垚犇焱淼骉鑫芃芊莜甪磡埗旸昉昳晞炻烜玙珮琎瑀瑄璟璠磏祺禤稑竑笪筠粿糍缐翙翚耵苡荭菡萩葳蒨蓥蕤薏藠蘅虓袆裎覃觞訚豳赪跣踽轸辀郄郐鄄鄞酆醴銎鋆铇铌铍铑铒铕铟铢铥铪铱锇锆锎锕锞锫锳镁镆镎镝镧镨镱镓锗铽钬钪钇钍钌钋镅锔铷铯铊钚钔锘铹囍堉濛瀞瀛晧晟暐昕曦朤栢桉榕樾殷毓泓洺浠涔淏湙湉溁溧滢潞澍澧瀚灏炅炜炣烨焓焜煜熠燚玎玏玕玘玚玠玢玦珂珈珉珏珖珣珩琇琛琤琬琮琰瑗瑛瑜瑭瑾璀璇璋璐璞瓒畲皓盱睢睿砀磊祁禛穗竣筱箐箬粲綦缙羿翊翎翥翮耒聿胔臻舸艮芑芗芮芷苒苓茗茜荃荀荟莅莎莘莳菁菀萱葭蓓蔚蕙蕲蕴薇藁藜蘭虞蛟衎裕褚襄觅訾谌谡豫贇贽赉辂辛辰迦逄逯逵遐邈邑邗邳邵郅郇郏郓郗郜郢郦郯鄂鄢鄯鄱酉醇釜鈊鈺鉴銮鍪鎏钊钖钜钤铄铎铖铭铮铨锟锴锽镐镕镛闫闰闵闻闾阆阎阙陂陇陉陟隗隽雒雯霁霄霏霖霭靳韦韫韬韶顼颉颍颐飏馨驭驰骁骅骏骐骞骥鲍鲲鳌鸢鸣鸿鹄鹏鹤麒麓黎黔龚"

def gb2312():
    for hi in range(0xA1, 0xF8):
        for lo in range(0xA1, 0xFF):
            try:
                yield ord(bytes((hi, lo)).decode("gb2312"))
            except UnicodeDecodeError:
                pass

src, out = sys.argv[1:3]
points = set(gb2312()) | {ord(c) for c in RARE}
for a, b in ((0x20, 0x7E), (0xA0, 0xFF), (0x391, 0x3C9), (0x2000, 0x206F), (0x2070, 0x2099),
             (0x2100, 0x214F), (0x2150, 0x216F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF),
             (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2600, 0x2606), (0x3000, 0x303F), (0x3300, 0x33FF),
             (0xFF01, 0xFF5E)):
    points |= set(range(a, b + 1))
font = TTFont(src)
options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp"], notdef_outline=True,
                         name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], drop_tables=["GSUB", "BASE", "vhea", "vmtx", "DSIG", "STAT", "VORG"])
s = subset.Subsetter(options)
s.populate(unicodes=points & set(font.getBestCmap()))
s.subset(font)
font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = 1000, -240, 0
font["head"].modified = font["head"].created  # same input, same bytes
font.recalcTimestamp = False
font.save(out)
print(out, len(points & set(font.getBestCmap())), "characters")

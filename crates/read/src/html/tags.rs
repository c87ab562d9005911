//! The tags that tell something about text.

use html5gum::State;

/// A tag name; those that tell nothing are `Other`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tag {
    A,
    Article,
    Aside,
    Blockquote,
    Body,
    Br,
    Button,
    Caption,
    Dd,
    Dialog,
    Div,
    Dl,
    Dt,
    Figcaption,
    Figure,
    Footer,
    Form,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Hr,
    Html,
    Iframe,
    Img,
    Input,
    Label,
    Li,
    Link,
    Main,
    Math,
    Menu,
    Meta,
    Nav,
    Noscript,
    Ol,
    P,
    Pre,
    Rawtext,
    Script,
    Section,
    Select,
    Style,
    Svg,
    Table,
    Td,
    Template,
    Textarea,
    Th,
    Time,
    Title,
    Tr,
    Ul,
    OtherBlock,
    OtherVoid,
    OtherSkipped,
    #[default]
    Other,
}

/// How a tag bears on the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagKind {
    /// Begins a line of its own.
    Block,
    /// Stands within a line.
    Inline,
    /// Has no content.
    Void,
    /// Holds no text of the page.
    Skipped,
}

impl Tag {
    /// The tag of a name in lower case.
    pub fn of(name: &[u8]) -> Tag {
        use Tag::*;
        match name {
            b"a" => A,
            b"article" => Article,
            b"aside" => Aside,
            b"blockquote" => Blockquote,
            b"body" => Body,
            b"br" => Br,
            b"button" => Button,
            b"caption" => Caption,
            b"dd" => Dd,
            b"dialog" => Dialog,
            b"div" => Div,
            b"dl" => Dl,
            b"dt" => Dt,
            b"figcaption" => Figcaption,
            b"figure" => Figure,
            b"footer" => Footer,
            b"form" => Form,
            b"h1" => H1,
            b"h2" => H2,
            b"h3" => H3,
            b"h4" => H4,
            b"h5" => H5,
            b"h6" => H6,
            b"head" => Head,
            b"header" => Header,
            b"hr" => Hr,
            b"html" => Html,
            b"iframe" => Iframe,
            b"img" => Img,
            b"input" => Input,
            b"label" => Label,
            b"li" => Li,
            b"link" => Link,
            b"main" => Main,
            b"math" => Math,
            b"noembed" | b"noframes" | b"xmp" => Rawtext,
            b"menu" => Menu,
            b"meta" => Meta,
            b"nav" => Nav,
            b"noscript" => Noscript,
            b"ol" => Ol,
            b"p" => P,
            b"pre" => Pre,
            b"script" => Script,
            b"section" => Section,
            b"select" => Select,
            b"style" => Style,
            b"svg" => Svg,
            b"table" => Table,
            b"td" => Td,
            b"template" => Template,
            b"textarea" => Textarea,
            b"th" => Th,
            b"time" => Time,
            b"title" => Title,
            b"tr" => Tr,
            b"ul" => Ul,
            b"address" | b"center" | b"details" | b"fieldset" | b"hgroup" | b"summary" | b"tbody" | b"thead"
            | b"tfoot" | b"option" | b"legend" | b"search" | b"picture" | b"video" | b"audio" => OtherBlock,
            b"area" | b"base" | b"col" | b"embed" | b"frame" | b"keygen" | b"param" | b"source" | b"track" | b"wbr" => {
                OtherVoid
            }
            b"object" | b"applet" | b"canvas" | b"datalist" => OtherSkipped,
            _ => Other,
        }
    }

    /// How it bears on the text around it.
    pub fn kind(self) -> TagKind {
        use Tag::*;
        match self {
            Br | Hr | Img | Input | Link | Meta | OtherVoid => TagKind::Void,
            Iframe | Math | Rawtext | Noscript | Script | Select | Style | Svg | Template | Textarea | OtherSkipped => {
                TagKind::Skipped
            }
            A | Label | Time | Title | Other => TagKind::Inline,
            _ => TagKind::Block,
        }
    }

    /// How the content of the tag is to be read, where it is no markup.
    pub fn content_state(self) -> Option<State> {
        use Tag::*;
        match self {
            Title | Textarea => Some(State::RcData),
            Style | Iframe | Rawtext => Some(State::RawText),
            Script => Some(State::ScriptData),
            _ => None,
        }
    }

    /// Whether the tag cannot stand inside a drawing or formula and so ends it (HTML, 13.2.6.5).
    pub fn breaks_out(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Blockquote
                | Body
                | Br
                | Dd
                | Div
                | Dl
                | Dt
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Head
                | Hr
                | Img
                | Li
                | Menu
                | Meta
                | Ol
                | P
                | Pre
                | Table
                | Ul
        )
    }
}

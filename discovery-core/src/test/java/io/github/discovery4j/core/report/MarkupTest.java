package io.github.discovery4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class MarkupTest {

    @Test
    void textFromOutsideCannotBecomeMarkup() {
        assertThat(Markup.escape("<img src=x onerror='a(\"b\")'> & <bdi>"))
                .isEqualTo("&lt;img src=x onerror=&#39;a(&quot;b&quot;)&#39;&gt; &amp; &lt;bdi&gt;");
    }

    @Test
    void whatXmlDoesNotAllowIsReplacedAndPairsStay() {
        assertThat(Markup.escape("a\u0000b\u001Bc\uFFFEd\uD800e\uDC00f"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
        assertThat(Markup.escape("\uD83D\uDE00\t\u0646\u6771")).isEqualTo("\uD83D\uDE00\t\u0646\u6771");
    }

    @Property
    void anyTextIsReadBackFromElementAndAttribute(@ForAll String text) {
        String markup = new Markup().element("p", text, "title", text).toString();
        Element read = Xml.parse(markup).getDocumentElement();
        assertThat(read.getTagName()).isEqualTo("p");
        assertThat(read.getElementsByTagName("*").getLength()).isZero();
        // Parsers make one line end of each kind, and spaces of them in attributes.
        String plain = Markup.escape(text).contains("\r") ? null : text;
        if (plain != null && Markup.escape(text).indexOf('\uFFFD') < 0) {
            assertThat(read.getTextContent()).isEqualTo(text);
            assertThat(read.getAttribute("title")).isEqualTo(text.replaceAll("[\n\t]", " "));
        }
    }

    @Property
    void namesBreakWhereTheyMayAndLoseNothing(@ForAll String name) {
        String markup = new Markup().open("p").breakable(name).close().toString();
        assertThat(markup.replace("<wbr/>", ""))
                .isEqualTo(new Markup().element("p", name).toString());
    }

    @Test
    void scriptsHandlersAndAddressesAreRefused() {
        for (String element : new String[] {"script", "SCRIPT", "iframe", "img", "style", "a b", ""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Markup().open(element));
        }
        for (String attribute : new String[] {"onclick", "OnLoad", "src", "href", "style", "x=\"", ""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Markup().open("p", attribute, "x"));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Markup().open("p", "class"))
                .withMessageContaining("name and value");
        assertThatIllegalStateException().isThrownBy(() -> new Markup().close());
    }
}

package judges;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.core.VeraPDFException;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether files conform to PDF/A-3b and PDF/UA-1. Reads one line of JSON for each file:
 *
 * <pre>{"file": "urkunde.pdf"}</pre>
 *
 * Prints one line of JSON for each file and flavour, with no verdict of its own.
 */
public final class Conformance {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<PDFAFlavour> FLAVOURS =
            List.of(PDFAFlavour.PDFA_3_B, PDFAFlavour.PDFUA_1);

    private Conformance() {}

    /** One question. */
    public record Question(File file) {}

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Question question = JSON.readValue(line, Question.class);
            for (PDFAFlavour flavour : FLAVOURS) {
                System.out.println(JSON.writeValueAsString(judge(question.file(), flavour)));
            }
        }
    }

    private static Map<String, Object> judge(File file, PDFAFlavour flavour)
            throws VeraPDFException, IOException {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(file, flavour);
                PDFAValidator validator = foundry.createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", file.getPath());
            answer.put("flavour", flavour.getId());
            answer.put("compliant", result.isCompliant());
            answer.put("checks", result.getTotalAssertions());
            answer.put("failures", failures(result));
            return answer;
        }
    }

    private static List<String> failures(ValidationResult result) {
        return result.getTestAssertions().stream()
                .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                .map(Conformance::failure)
                .toList();
    }

    private static String failure(TestAssertion assertion) {
        return "%s-%d: %s @ %s"
                .formatted(
                        assertion.getRuleId().getClause(),
                        assertion.getRuleId().getTestNumber(),
                        assertion.getMessage(),
                        assertion.getLocation().getContext());
    }
}

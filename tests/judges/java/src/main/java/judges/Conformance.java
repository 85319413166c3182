package judges;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF whether files conform to PDF/A-3b and PDF/UA-1. Prints one line of JSON for each
 * file and flavour; exits with 1 unless all of them conform.
 */
public final class Conformance {
    private static final List<PDFAFlavour> FLAVOURS =
            List.of(PDFAFlavour.PDFA_3_B, PDFAFlavour.PDFUA_1);

    private Conformance() {}

    public static void main(String[] paths) throws Exception {
        if (paths.length == 0) {
            System.err.println("usage: Conformance FILE.pdf …");
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        boolean compliant = true;
        for (String path : paths) {
            for (PDFAFlavour flavour : FLAVOURS) {
                compliant &= judge(new File(path), flavour);
            }
        }
        System.exit(compliant ? 0 : 1);
    }

    private static boolean judge(File file, PDFAFlavour flavour) throws Exception {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(file, flavour);
                PDFAValidator validator = foundry.createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Object> report = new LinkedHashMap<>();
            report.put("file", file.getPath());
            report.put("flavour", flavour.getId());
            report.put("compliant", result.isCompliant());
            report.put("checks", result.getTotalAssertions());
            report.put("failures", failures(result));
            System.out.println(new ObjectMapper().writeValueAsString(report));
            return result.isCompliant();
        }
    }

    private static List<String> failures(ValidationResult result) {
        List<String> failures = new ArrayList<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                failures.add(
                        assertion.getRuleId().getClause()
                                + "-"
                                + assertion.getRuleId().getTestNumber()
                                + ": "
                                + assertion.getMessage()
                                + " @ "
                                + assertion.getLocation().getContext());
            }
        }
        return failures;
    }
}
